"""Footers, buttons and notes at the edges of articles in languages other than English.

Phrases of whole lines in German, French, Spanish, Italian, Portuguese, Dutch, Polish, Czech, Swedish, Danish
and Norwegian. Nothing here matches the beginning of a sentence: only a title behind a colon may follow.
"""

from __future__ import annotations

import re

_FOOTERS = r"""
    das\ könnte\ (?:sie|dich|euch)\ (?:auch\ |ebenfalls\ )?interessieren | auch\ interessant |
      (?:lesen\ sie|lies)\ (?:auch|mehr|dazu|weiter) |
      (?:mehr|weiteres)\ (?:zum\ thema|aus\ .{2,30}|zu\ .{2,30}) |
      (?:ähnliche|verwandte|weitere|neueste|aktuelle|beliebte|passende)\ (?:beiträge|artikel|themen|posts
      |texte |meldungen|nachrichten|einträge) | (?:am\ )?meist\ ?gelesen(?:e?\ artikel)? | top-themen |
      lesetipps? | auf\ dem\ laufenden\ bleiben | links\ zum\ (?:thema|artikel|beitrag) |
      (?:articles?|sujets?|contenus?|billets?)\ (?:similaires?|associée?s?|connexes?|liée?s?|récents?
      |recommandés?) |
      (?:vous\ aimerez|cela\ (?:peut|pourrait|devrait)\ vous\ intéresser
      |ça\ peut\ vous\ intéresser)(?:\ aussi)? |
      (?:sur\ le\ même\ (?:sujet|thème)|à\ (?:voir|découvrir|lire)(?:\ aussi|\ également)?
      |plus\ (?:d['’]articles|sur\ .{2,30})) | (?:lea|lee|leer|ver|vea|mira|mire)\ (?:también|además|más) |
      (?:también\ )?(?:te|le)\ (?:puede|podría)\ interesar |
      (?:artículos|noticias|notas|entradas|temas|contenidos?|más\ noticias)\ (?:relacionad[oa]s?|similares
      |recientes |destacad[oa]s|recomendad[oa]s) |
      (?:más\ (?:sobre|de|en)\ .{2,30}|más\ (?:información|noticias|leíd[oa]s)) |
      lo\ más\ (?:leído|visto|comentado) | (?:las\ )?más\ leídas | temas |
      (?:leggi|leggete|guarda|vedi)\ anche |
      (?:articoli|notizie|contenuti|argomenti|post)\ (?:correlat[ie]|simili|recenti |consigliati) |
      (?:ti\ )?potrebbe(?:ro)?\ (?:anche\ )?(?:interessart?i|interessare|piacerti)(?:\ anche)? |
      (?:i\ )?più\ letti | altr[ie]\ (?:articoli|notizie|news)(?:\ .{2,30})? | approfondimenti |
      per\ approfondire | (?:leia|veja|saiba|confira|lê|vê)\ (?:também|mais|ainda) |
      (?:artigos|notícias|matérias|posts|conteúdos?|temas)\ (?:
      relacionad[oa]s?|recentes|semelhantes|recomendad[oa]s) |
      mais\ (?:lid[oa]s|vistas|sobre\ .{2,30}|notícias) |
      (?:você\ )?(?:pode|também\ pode|talvez\ também)\ (?:te\ |lhe\ )?(?:gostar|interessar
      |interesse)(?:\ de)? | (?:lees|bekijk|luister)\ (?:ook|meer|verder) |
      (?:gerelateerde|verwante|andere|recente|aanbevolen)\ (?:artikelen |berichten|nieuws|onderwerpen) |
      meer\ (?:over|van|uit)\ .{2,30} | (?:meest|best)\ gelezen | ook\ interessant |
      (?:czytaj|zobacz|przeczytaj|sprawdź|polecamy)\ (?:też|także|również|więcej|dalej) |
      (?:podobne|powiązane|polecane
      |inne|najnowsze|ostatnie)\ (?:artykuły|wpisy|tematy|posty|wiadomości|teksty) | najczęściej\ czytane |
      polecamy | może\ (?:cię|ci|cię\ też)\ (?:zainteresować|zainteresuje|spodobać\ się) |
      (?:čtěte|přečtěte\ si|podívejte\ se)\ (?:také|též|více|dále|i) |
      (?:související|podobné|další|nejčtenější)\ (?:články |zprávy|témata) |
      mohlo\ by\ vás\ (?:také\ )?zajímat | (?:läs|se)\ (?:också|även|mer)(?:\ om\ .{2,30})? |
      (?:relaterade|liknande|fler|senaste)\ (?:artiklar|inlägg|nyheter) | mest\ läst[a]? |
      (?:læs|les|se)\ (?:også|mere|mer)(?:\ om\ .{2,30})? | (?:relaterede|relaterte|flere|lignende)\ (?:
      artikler|nyheder|nyheter|saker|saker\ om\ .{2,30}) | mest\ lest[e]? | mest\ læste
"""

_NOTES = r"""
    (?:lesen\ sie\ (?:auch|dazu|mehr)|lies\ auch|mehr\ (?:dazu|zum\ thema)|siehe\ auch|auch\ interessant
      |à\ (?:lire|voir|écouter)(?:\ aussi|\ également)?|lire\ aussi|voir\ aussi|lea\ (?:también|además|más)
      |lee\ también
      |lee\ más|ver\ también|te\ puede\ interesar|leggi\ anche|guarda\ anche|vedi\ anche|leia\ (?:também
      |mais|ainda)
      |veja\ (?:também|mais)|saiba\ mais|lees\ ook|lees\ meer|lees\ verder|bekijk\ ook|czytaj\ (?:też|także
      |również|więcej)
      |zobacz\ (?:też|także|również|więcej)|przeczytaj\ (?:też|także|również)|čtěte\ (?:také|též)
      |läs\ (?:också|även|mer) |læs\ (?:også|mere)|les\ også|se\ også)\s*[:|»–→]\s*.{0,180} |
      (?:diesen?\ )?(?:artikel|beitrag|seite)\ (?:teilen|drucken|merken|versenden|empfehlen|kommentieren) |
      (?:auf|bei|über|per|via|mit)\ (?:facebook|twitter|x|whatsapp|linkedin|xing|pinterest|e-?mail
      |telegram)\ (?:teilen |versenden|empfehlen) | teilen(?:\ (?:mit|auf|sie).{0,40})? | drucken | merken
      | vorlesen | artikel\ anhören | zur\ startseite | (?:gefällt\ mir|wird\ geladen)(?:\ wird\ geladen)?
      | klick(?:en)?,?\ um\ .{2,80}\ (?:zu\ teilen|zu\ senden|zu\ drucken) (?:\ \(.{2,40}\))? |
      (?:schreibe?n?|hinterlassen?|verfassen?)(?:\ sie)?\ (?:einen|ihren|deinen)\ kommentar |
      (?:kommentar|antwort)\ (?:hinterlassen|schreiben|verfassen|abschicken|abbrechen) |
      (?:alle\ )?(?:\d+\ )?kommentare\ (?:anzeigen |lesen|ansehen|\(\d+\)) | diskutieren\ sie\ mit.{0,60} |
      (?:veröffentlicht|verschlagwortet|abgelegt)\ (?:in|mit|unter)\ .{2,120} |
      (?:schlagwörter|schlagworte|kategorien?|stichwörter)\s*:\s.{1,160} | anzeige | werbung | \[anzeige\]
      | nach\ oben | (?:folgen|folge)\ (?:sie\ )?uns\ (?:auf|bei|in)\ .{2,60} |
      (?:hier|jetzt)\ (?:geht|gehts?)['’]?s?\ zu[rm]?\ .{2,60} |
      (?:dieser|der)\ (?:artikel|beitrag|text)\ (?:erschien|ist)\ (?:zuerst|zunächst)\ (?:auf|bei
      |in)\ .{2,80}(?:\ erschienen)? |
      (?:melden\ sie\ sich|jetzt)\ .{0,40}(?:newsletter)\ .{0,40}(?:an|anmelden|abonnieren) |
      diese\ website\ verwendet\ (?:cookies|akismet).{0,200} |
      (?:alle\ )?cookies?\ (?:akzeptieren|ablehnen|zulassen) |
      partage[rz](?:\ (?:sur|via|par|cet|l['’]|cette).{0,50})? | imprimer |
      (?:laisse[rz]|écrire|publier|ajouter)\ un\ commentaire | (?:réagir|commenter|réactions?\ \(\d+\)) |
      (?:suivez|rejoignez)-nous(?:\ sur\ .{2,60})? | (?:s['’]abonner|je\ m['’]abonne) |
      (?:tout\ )?accepter(?:\ les\ cookies)? | cet\ article\ est\ réservé\ aux\ abonnés |
      la\ suite\ après\ (?:la|cette)\ publicité | l['’]article\ continue\ (?:ici|après\ .{2,40}) |
      (?:mots-clés|étiquettes|catégories?)\s*:\s.{1,160} | j['’]aime\ ça |
      comparti[re](?:\ (?:en|esta|este|por|no|na|su|via|isto|artículo|artigo|articolo).{0,50})? |
      compartilh(?:ar|e)(?:\ .{0,50})? | (?:imprimir|guardar|copiar\ enlace|copiar\ link) |
      (?:publicidad|publicidade|pubblicità|advertentie|reklama|reklame|annons |annonce|reklam) |
      (?:deja|dejar|escribe|publica)\ (?:un|tu)\ comentario |
      (?:ver\ )?(?:\d+\ )?comentarios?(?:\ \(\d+\))? |
      (?:síguenos|siga-nos|siga|seguici|volg\ ons|følg\ os|följ\ oss)\ (?:en|no|na|su|op|på)\ .{2,60} |
      suscríbe(?:te|se).{0,100} | entra | assine | registrati | accedi |
      (?:regístrate|inicia\ sesión|cadastre-se|inscreva-se|iscriviti|abbonati)(?:\ (?:ya|para|aquí
      |ahora|agora|gratis|aqui|alla|al|nella|per|a|ao|na|no|en|à)\ ?.{0,80})? |
      (?:sigue|continuar|continua|continúa)\ (?:leyendo |lendo|a\ leggere|a\ ler)(?:\ .{0,60})? |
      (?:etiquetas|categorías?|temas|tags?|archivado\ en)\s*:\s.{1,160} |
      (?:todos\ los\ derechos|todos\ os\ direitos|tutti\ i\ diritti|alle\ rechten|wszelkie\ prawa
      |všechna\ práva|alla\ rättigheter)
      \ (?:reservados|riservati|voorbehouden|zastrzeżone|vyhrazena|förbehålls).{0,60} |
      .{0,60}riproduzione\ riservata.{0,20} | condividi(?:\ (?:su|questo|via|con|l['’]).{0,50})? | stampa |
      (?:lascia|scrivi|aggiungi)\ un\ commento | (?:\d+\ )?commenti(?:\ \(\d+\))? |
      (?:deixe|escreva|faça)\ (?:um|o\ seu|seu)\ comentário | (?:\d+\ )?comentários?(?:\ \(\d+\))? |
      continua\ após\ a\ publicidade | (?:deel|delen)(?:\ (?:dit|op|via|artikel|deze).{0,40})? |
      (?:plaats|geef|schrijf|laat)\ een\ (?:reactie|reactie\ achter) | (?:\d+\ )?reacties(?:\ \(\d+\))? |
      (?:meld|schrijf)\ je\ (?:aan|in)(?:\ .{2,80})? | udostępnij(?:\ .{0,40})? |
      podziel\ się(?:\ .{0,40})? | (?:dodaj|napisz|zostaw)\ komentarz |
      (?:\d+\ )?komentarz[ey]?(?:\ \(\d+\))? | (?:tagi|kategorie|kategoria)\s*:\s.{1,160} |
      (?:drukuj|wydrukuj|skomentuj|lubię\ to) | (?:zapisz\ się|zaprenumeruj|subskrybuj)(?:\ .{0,80})? |
      dalsza\ część\ .{2,40} | sdílet(?:\ .{0,40})? |
      (?:dela|del|tipsa)(?:\ (?:på|artikeln|artiklen|via|artikkelen|denne).{0,40})? |
      skriv\ (?:ut|en\ kommentar) | (?:\d+\ )?kommentarer(?:\ \(\d+\))?
"""

_FOOTER = re.compile(rf"[\s\-–—•*>»#]*(?:{_FOOTERS})[\s.:…»>→]*", re.IGNORECASE | re.VERBOSE)
_NOTE = re.compile(rf"[\s\-–—•*>»▶→|(\[]*(?:{_NOTES})[\s.:…»>→)\]|!]*", re.IGNORECASE | re.VERBOSE)


def is_footer_heading_abroad(line: str) -> bool:
    """Whether a line of at most some sixty characters introduces a list of other stories."""
    return bool(_FOOTER.fullmatch(line))


def is_furniture_abroad(line: str) -> bool:
    """Whether a line, its white space squeezed, is a button, a note or a pointer to another story."""
    return bool(_NOTE.fullmatch(line))
