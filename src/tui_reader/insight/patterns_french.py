"""Patterns of attribution of French and, as far as they have tables, its kin. Parts for `patterns`."""

from __future__ import annotations

import re

from tui_reader.insight.wording import NAME, NEVER, Table, either

_AUXILIARY = r"(?:[ln]['’])?(?:a|ont|avait|avaient)(?:-t)?(?:-\w+)?\s"
_ADVERB = r"(?:(?:\w+ment|aussi|également|ensuite|toutefois|d['’]ailleurs|déjà|encore|pas)\s)?"
_PHRASE = (
    r"elles?|lui|eux|(?:(?:l[ea]s?|el|los|[oai]s?|il|lo|gli|una?|uma?|une?|des|ce(?:s|t|tte)?|s(?:on|a|es)|leurs?|plusieurs|certains|d['’]autres)\s|l['’])"
    r"[^,.;:«»]{2,70}"
)


def verb_of(table: Table) -> str:
    """A verb of saying in the present or the perfect; a plain verb where the table has no participles."""
    verb = either(table["verbs"])
    if "participles" not in table:
        return verb
    perfect = rf"{_AUXILIARY}{_ADVERB}{either(table['participles'])}"
    return rf"(?:{verb}|{perfect}|s['’]est\s{either(table['reflexive'])})"


def attached(table: Table) -> str:
    """Inversion: a-t-il dit, dit-elle, s'est-il indigné."""
    if "reflexive" not in table:
        return NEVER
    clitic = r"(?:(?:nous|lui|leur|me|y|se)\s|[ml]['’])?"
    return rf"{clitic}(?P<cue>(?:s['’]est-|(?:a|\w{{3,}})(?:-t)?-)(?P<who>ils?|elles?|on)(?:\s\w+)?)"


def introduced(table: Table, own: str) -> tuple[re.Pattern[str], ...]:
    """A phrase before the subject: "Invité lundi, le maire a dit"."""
    return (re.compile(rf"[^,.;:«»]{{3,80}},\s(?=[^,;:]{{3,120}}){own}"),) if "reflexive" in table else ()


def delayed(table: Table, verb: str, speaker: str) -> tuple[re.Pattern[str], ...]:
    """A subject behind where or when he says it: "a expliqué lors d'un débat la maire"."""
    if "reflexive" not in table:
        return ()
    days = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    where = rf"(?:au|aux|lors|à|dans|sur|devant|en|auprès|ce|hier|{days})"
    gap = rf"\s{where}\b[^,.;:«»“”]{{1,60}}?"
    return (re.compile(rf"\s*[,–—-]?\s*(?P<cue>{verb}){gap}\s(?P<who>{speaker})(?=[,.])"),)


def according(table: Table) -> tuple[re.Pattern[str], ...]:
    """Selon X, d'après X: at the beginning of a sentence or at its end."""
    words = table.get("according", [])
    if not words:
        return ()
    source = rf"(?P<who>{NAME}(?:[^,.;:«»]{{0,70}})|{_PHRASE})"
    inner = either([word for word in words if word[0].islower()])
    return (
        re.compile(rf"(?P<cue>{either(words)})\s{source}(?=,)"),
        re.compile(rf".{{0,300}}?\s(?P<cue>{inner})\s{source}(?=[,.;]|$)"),
    )
