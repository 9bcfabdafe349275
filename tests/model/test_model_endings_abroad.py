"""Lines at the edges of articles in other languages: told by the whole line, never by its beginning."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.model.endings import is_footer_heading, is_furniture


@pytest.mark.parametrize(
    "line",
    [
        "Das könnte Sie auch interessieren:",
        "Ähnliche Beiträge",
        "Articles similaires",
        "Vous aimerez aussi",
        "Te puede interesar",
        "Noticias relacionadas",
        "Lo más leído",
        "Leggi anche",
        "Potrebbe interessarti anche",
        "Leia também",
        "Mais lidas",
        "Lees ook:",
        "Meest gelezen",
        "Czytaj też",
        "Najczęściej czytane",
        "Související články",
        "Läs också",
        "Læs også",
        "Les også",
    ],
)
def test_headings_of_lists_of_other_stories_are_told(line: str) -> None:
    assert is_footer_heading(line)


@pytest.mark.parametrize(
    "line",
    [
        "Teilen mit:",
        "Artikel teilen",
        "Gefällt mir Wird geladen …",
        "Schreiben Sie einen Kommentar",
        "Schlagwörter: Hafen, Kräne",
        "Auf Facebook teilen",
        "Partager sur WhatsApp",
        "Laisser un commentaire",
        "La suite après cette publicité",
        "Lea también: El puerto cierra sus puertas",
        "Compartir en WhatsApp",
        "Suscríbete a nuestro boletín",
        "Etiquetas: puerto, grúas",
        "Condividi su Facebook",
        "© Riproduzione riservata",
        "Lascia un commento",
        "Leia mais: O porto fecha",
        "Continua após a publicidade",
        "Deel dit artikel",
        "12 reacties",
        "Lees ook: De haven wacht",
        "Czytaj też: Port zamknięty",
        "Udostępnij na Facebooku",
        "Reklama",
        "Dela artikeln",
        "Annons",
    ],
)
def test_buttons_and_pointers_are_told(line: str) -> None:
    assert is_furniture(line, linked=False)


@pytest.mark.parametrize(
    "line",
    [
        "Mehr zum Leben braucht es nicht, sagt Mühlner.",
        "Werbung wirkt nicht, sagt der Verband.",
        "Drucken lohnt sich nicht mehr, klagt die Zeitung.",
        "Der Beitrag steigt um drei Prozent.",
        "Kommentare seien gelöscht worden, hieß es.",
        "Hintergrund: Der Streit um die Kräne",
        "Partager le pouvoir, dit-elle, n'est pas facile.",
        "Entra en vigor la ley de puertos.",
        "Ver también es entender, dijo la ministra.",
        "Compartir la mesa fue un gesto, dijo.",
        "Más de cien grúas fueron vendidas el año pasado por la empresa del puerto",
        "Leggi e decreti sono stati rinviati.",
        "Registrati quaranta casi nel porto.",
        "Stampa e televisione ne hanno parlato.",
        "Leia disse que o porto fecha.",
        "Delen van de haven staan onder water.",
        "Meer dan de helft stemde tegen.",
        "Reklama dźwignią handlu, mówi prezes.",
        "Dela landet hjälper ingen, sade hon.",
        "Se mer allvarligt på saken, sade hon till riksdagen i går",
    ],
)
def test_prose_that_begins_like_them_stays_prose(line: str) -> None:
    assert not is_furniture(line, linked=False)
    assert not is_footer_heading(line)


@given(st.text(st.sampled_from("leia mstzor:|àé()1.»"), max_size=300))
def test_the_rules_end_in_time(line: str) -> None:
    started = time.process_time()
    is_furniture(line, linked=False)
    is_footer_heading(line[:60])
    assert time.process_time() - started < 0.5
