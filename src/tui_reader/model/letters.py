"""Lines that newsletters put round their text: how to see it, why one got it, how to be rid of it. Pure."""

from __future__ import annotations

import re

LIMIT = 700
"""Characters; a foot of a letter with an address of its sender is long."""
_MAIL = r"(?:e-?mails?|mails?|newsletters?|messages?|letters?|bulletins?)"
_POST = r"(?:e-?mail|mail|newsletter|nachricht)"
_COURRIER = r"(?:e-?mail|courriel|message|lettre|newsletter|infolettre)"
_REST = r".{0,600}"
_FORMS = (
    (
        rf"(?:view|read|open|see)\s(?:(?:this|it|the)\s(?:{_MAIL}\s)?)?(?:online|on the web)"
        r"(?:\s(?:here|now|version))?"
    ),
    (
        rf"(?:view|read|open|see)\s(?:(?:this|it|the)\s(?:{_MAIL}\s)?)?"
        r"in (?:(?:a|your|the) )?(?:web ?)?browser.{0,40}"
    ),
    r"(?:view )?(?:web|online|browser) version",
    r"(?:having )?(?:trouble|problems) (?:with )?(?:viewing|reading|seeing) (?:this|the|it|our).{0,120}",
    r"(?:can['’]t|can ?not) (?:view|read|see) (?:this|the|our).{0,120}",
    (
        rf"you(?:['’]re| are| have)? ?(?:receiv(?:ed?|ing)|getting|subscribed to|were sent) (?:this|the|our)"
        rf" (?:[\w ]{{0,40}} )?{_MAIL} (?:because|as|since|to|at|by|from)\b{_REST}"
    ),
    rf"this {_MAIL} (?:was|is|has been) (?:sent|addressed) (?:to|by|from)\b{_REST}",
    rf"(?:was|is) this {_MAIL} forwarded to you.{{0,200}}",
    rf"(?:forward|share) (?:this )?(?:{_MAIL} )?(?:to|with) (?:a|your) friends?",
    r"unsubscribe(?: (?:here|now|instantly|from (?:this|our|all|these)\b.{0,60})| ?[|·•/].{0,300})?",
    (
        r"(?:to (?:unsubscribe|opt out|stop receiving)\b|opt out) ?"
        r".{0,60}\b(?:click|here|link|reply|visit)\b.{0,200}"
    ),
    (
        rf"(?:update|manage|change|edit) (?:your |my )?(?:{_MAIL} )?"
        r"(?:preferences|subscriptions?|settings|profile)"
        r"(?: here| ?[|·•/].{0,300})?"
    ),
    (
        rf"(?:if you )?(?:no longer|don['’]t|do not) (?:want|wish|care) to (?:receive|get)"
        rf" (?:(?:these|this|our|any|such) )?(?:[\w ]{{0,20}} )?{_MAIL}\b.{{0,300}}"
    ),
    r"(?:©|copyright ©?|\(c\)) ?\d{4}\b.{0,160}",
    (
        rf"(?:(?:diese[rn]? |den |die )?{_POST} )?(?:online )?"
        r"im browser (?:ansehen|öffnen|anzeigen|lesen|betrachten)"
    ),
    rf"(?:wird|werden) (?:diese|dieser) {_POST} nicht (?:richtig|korrekt).{{0,160}}",
    r"(?:newsletter )?(?:abbestellen|abmelden)(?: ?[|·•/].{0,300})?",
    r"(?:vom|von diesem|den) newsletter (?:abmelden|abbestellen).{0,120}",
    (
        rf"sie (?:erhalten|bekommen|haben) (?:diese[nrs]?|unseren?) (?:[\w ]{{0,30}} )?{_POST},?"
        r" (?:weil|da|erhalten|an|als)\b.{0,400}"
    ),
    r"(?:voir|lire|afficher|ouvrir|consulter) .{0,60}(?:dans (?:votre|le|un) navigateur|en ligne)",
    r"version en ligne",
    r"(?:se|me) (?:désabonner|désinscrire).{0,80}",
    r"gérer (?:mes|vos) (?:préférences|abonnements).{0,60}",
    rf"vous recevez (?:cet|ce|cette) (?:[\w-]{{0,20}} )?{_COURRIER} (?:car|parce|suite|en|à)\b.{{0,400}}",
)
_ROUND = re.compile(rf"[\s\-–—•*|>(\[]*(?:{'|'.join(_FORMS)})[\s.:…»>→)\]|!]*", re.IGNORECASE)


def is_round_a_letter(line: str) -> bool:
    """Whether a line belongs to the sending of a letter and not to what it says."""
    return len(line) <= LIMIT and bool(_ROUND.fullmatch(" ".join(line.split())))
