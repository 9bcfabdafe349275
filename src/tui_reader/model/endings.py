"""What stands at the edges of news articles: by-lines, agency lines, notes, "read more", footers.

Lists of phrases in English, French and German, matched against whole lines only, so that prose which begins
with the same words stays prose; `endings_abroad` has those of more languages.
"""

from __future__ import annotations

import re

from tui_reader.model.endings_abroad import is_footer_heading_abroad, is_furniture_abroad

LINE_LIMIT = 300
"""Longer lines are running text whatever they begin with."""

_NAME = r"(?:(?:[A-ZÀ-Þ][\w.’'-]*|de|du|la|le|van|von|der|den|di|da|al|bin|el)(?:\s+|(?=[,;)]|$)))"
_NAMES = rf"{_NAME}{{1,5}}(?:(?:,|and|und|et|&|in|à|with|mit|avec|/|\||–|—|-)\s*{_NAME}{{1,5}}){{0,6}}"
_AGENCY = r"""(?:AFP|AP|Reuters|dpa|DPA|Associated\ Press|The\ Associated\ Press|PA|Bloomberg|KNA|epd|APA
    |SDA|sda|ATS|Keystone-SDA|ANSA|EFE|Belga|PTI|ANI|Xinhua|UPI
    |sid|SID|Agence\ France-Presse|CP|The\ Canadian\ Press|TASS|Kyodo)"""
_AGENCIES = rf"{_AGENCY}(?:\s*(?:/|,|and|und|et|&|with|mit|avec|\+)\s*{_AGENCY}){{0,4}}"

_OPEN = r"[\s\-–—(\[*•|]*"
_CLOSE = r"[\s.)\]*|]*"

_CREDIT = re.compile(
    rf"""{_OPEN}(?:
        (?:[Ww]ith|WITH)\ (?:additional\ |further\ )?(?:assistance|reporting|contributions?|files
            |material|inputs?)\ (?:from|by)\ .{{2,200}}
      | (?:[Aa]dditional\ |[Ff]urther\ |[Oo]riginal\ )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Rr]esearch
          |[Pp]hotograph(?:s|y)?|[Pp]hotos?|[Gg]raphics?|[Tt]ranslation|[Ii]llustrations?)(?:,?\ (?:and
          |&)\ (?:[Ww]riting|[Ee]diting|[Rr]eporting|[Pp]hotos?))?\ by\ [A-ZÀ-Þ].{{1,240}}
      | (?:Reported|Written|Edited|Compiled|Translated|Photographed)\ by:?\ {_NAMES}.{{0,120}}
      | [A-ZÀ-Þ][\w\s.,&’'-]{{3,120}}\ (?:contributed\ (?:to\ this\ (?:report|article|story)|reporting)
          |reported\ from\ [A-ZÀ-Þ].{{1,60}})
      | (?:[Aa]vec|AVEC)\ (?:les?\ )?(?:agences?|l['’]AFP|{_AGENCIES})(?:\ .{{0,60}})?
      | Propos\ recueillis\ par\ .{{2,100}} | Traduit\ (?:de|par)\ .{{2,100}} | (?:Édité|Rédigé|Édition
          |Rédaction)\ par\ .{{2,100}}
      | [Mm]it\ Material\ (?:von|der)\ .{{2,120}} | (?:Quellen?|Mitarbeit|Redaktion|Text|Übersetzung
          |Protokoll|Redaktionelle\ Mitarbeit)\s*:\s.{{2,160}}
      | (?:Photo(?:graph|s)?|Image|Picture|Photo\ [Cc]redit|Image\ [Cc]redit|Featured\ [Ii]mage|Credit
          |Foto|Fotos|Bild|Bilder|Grafik|Crédits?|Crédit[s]?\ photos?|Sources?|Vidéo
          |Video)\s*:\s\S.{{1,200}}
      | (?:Photo|Image|Picture|Foto|Bild|Illustration|Graphic)s?\ (?:by|courtesy\ of|von|de|par
          |via)\ [A-ZÀ-Þ].{{1,120}}
      | (?:©|\(c\)|\(C\)|Copyright\s(?:©|\(c\)|\d))\s?.{{1,200}}
      | {_AGENCIES}
      | (?:This\ )?(?:story|article|post|report|page|version|headline|piece|Story|Article)\ (?:has\ been
          |was)\ (?:updated|corrected|amended|edited|revised|first\ published|originally\ published
          |automatically)\b.{{0,240}}
      | (?:Correction|Clarification|Update|Editor['’]s\ [Nn]ote|Korrektur|Rectificatif
          |Anmerkung\ der\ Redaktion|Note\ de\ la\ rédaction)(?:\s*[:(–—]|\ \d).{{2,280}}
      | (?:Published|Updated|Posted|Last\ (?:updated|modified)|First\ published|Publié|Mis\ à\ jour
          |Modifié|Veröffentlicht|Aktualisiert|Stand|Erstellt)(?:\s*:)?\ (?:on\ |at\ |le\ |am\ |à\ |den\ )?
          (?:[^\W\d]{{2,10}}[.,]{{0,2}}\ ){{0,2}}\d.{{0,50}}
      | \d{{1,2}}[\s-]?(?:min(?:ute)?s?|Min(?:uten)?\.?)\ (?:read|de\ lecture|Lesezeit|to\ read)
    ){_CLOSE}""",
    re.VERBOSE,
)
_BYLINE = re.compile(
    rf"""{_OPEN}(?:
        (?:By|BY|by|Von|VON|Par|PAR|Di|Por|Door)(?:\ |:\ )(?:the\ )?{_NAMES}(?:[,|–—-][^.!?]{{0,60}})?
      | [A-ZÀ-Þ][\w.’'-]+(?:\ [A-ZÀ-Þ][\w.’'-]*){{1,3}}\s?[,|/]\s?(?:{_AGENCIES}
          |.{{0,40}}\d{{4}}.{{0,30}}|[Ss]taff\ [Ww]riter|.{{0,30}}[Cc]orrespondent|[Rr]eporter
          |.{{0,20}}[Ee]ditor)
    )[\s)\]*|]*""",
    re.VERBOSE,
)
_DAY = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|Monday|Contrast|Then|Now|Far|Law|Comparison|All\b|Its|Their|His|Her"
)
_FOOTER = re.compile(
    r"""[\s\-–—•*>»#]*(?:
        (?:(?:other|more|related|latest|top|recent|popular|trending|must)[\ -])(?:news|stories|articles
            |headlines|posts|reads?|reading|coverage|links|content|topics|videos)
      | more\ on\ (?:this\ (?:story|topic)|.{2,40}) | more\ from\ .{2,40} | related | see\ also
          | read\ (?:also|next|more) | (?:most\ (?:read|popular|viewed|shared|commented))
      | you\ (?:may|might)\ (?:also\ )?(?:like|be\ interested\ in)(?:\ these)?
          | recommended(?:\ (?:for\ you|reading|stories|articles))? | don['’]t\ miss | up\ next
          | what\ to\ read\ next
      | (?:à\ )?lire\ aussi | à\ lire\ (?:également|ensuite) | sur\ le\ même\ (?:sujet|thème)
          | (?:nos\ )?autres\ (?:articles|actualités) | les\ plus\ lus | dans\ la\ même\ rubrique
          | articles\ (?:liés|similaires|associés)
      | mehr\ zum\ thema | lesen\ sie\ auch | das\ könnte\ (?:sie|dich)\ auch\ interessieren | (?:weitere
          |ähnliche|verwandte)\ (?:artikel|nachrichten|meldungen|themen|beiträge) | meistgelesen
          | zum\ thema | mehr\ von\ .{2,30}
    )[\s.:…»>]*""",
    re.IGNORECASE | re.VERBOSE,
)
_FURNITURE = re.compile(
    r"""[\s\-–—•*>»▶→|(\[]*(?:
        (?:read|see|watch|listen|click|more|related|also\ read|don['’]t\ miss)(?:\ (?:more|next|also|now
            |here|too))?(?:\ on\ this(?:\ story)?)?\s*[:|»]\s*.{0,180}
      | (?:read|see|find\ out|learn)\ more(?:\ (?:at|on|about|here|in|from)\ .{1,60}|\ here)?
          | read\ (?:the\ )?(?:full|original|whole|entire|rest\ of\ (?:the|this))\ (?:story|article|post
          |report|interview)?.{0,60}
      | (?:continue|keep)\ reading(?:\ [^.,]{0,80})? | (?:click|tap)\ here\ (?:to|for)\ .{2,100}
          | (?:view|see)\ (?:the\ )?(?:comments|original|full\ (?:story|article|post)).{0,40}
      | (?:subscribe|sign\ up|register|log\ in|sign\ in)(?:\ (?:now|here|today|free))?
      | (?:subscribe|sign\ up|register|log\ in|sign\ in)\ (?:to|for|now|here|today|with)\ (?:our|the|your
          |my|read|continue|get|receive|free|a\ free|this|daily|weekly|updates|newsletters?|unlock|access
          |view|comment).{0,140}
      | (?:get|receive)\ (?:our|the)\ .{2,60}\ (?:newsletter|in\ your\ inbox|to\ your\ inbox).{0,60}
      | share(?:\ (?:this|on)(?:\ (?:article|story|post|page|facebook|twitter|x|linkedin|whatsapp
          |e-?mail)){0,3})? | (?:e-?mail|print|tweet|facebook|twitter|whatsapp|linkedin|copy\ link
          |save)(?:\ (?:this|this\ article|article|page))?
      | follow\ (?:us|me|.{2,40})\ on\ .{2,80} | follow\ us | like\ us\ on\ .{2,40} | join\ (?:us
          |the\ conversation|our\ .{2,40}).{0,60}
      | advertisements?(?:\ .{0,40})? | sponsored(?:\ content)? | promoted | anzeige | werbung
          | publicité | story\ continues\ below.{0,40} | article\ continues\ (?:after|below).{0,40}
          | skip\ (?:ad|advert.{0,40}|past.{0,60}|to\ .{2,40})
      | (?:\d+\ )?comments?(?:\ \(\d+\))? | (?:leave|post|add|write)\ a\ (?:comment|reply)
          | \d+\ kommentare? | \d+\ commentaires? | kommentare?
      | (?:the\ post\ |the\ article\ |der\ beitrag\ |l['’]article\ |cet\ article\ ).{1,200}\ (?:
          (?:first\ )?appeared\ (?:first\ )?(?:on|at)
          |erschien\ zuerst\ (?:auf|bei)|est\ apparu\ en\ premier\ sur)\ .{1,80}
      | (?:this\ (?:article|story|post)\ )?(?:originally|first)\ (?:appeared|published)\ (?:on|at
          |in)\ .{2,80}
      | .{0,80}all\ rights\ reserved.{0,80} | alle\ rechte\ vorbehalten.{0,40}
          | tous\ droits\ réservés.{0,40}
      | (?:à\ )?lire\ (?:aussi|également|la\ suite|l['’]article.{0,40})(?:\s*[:|»].{0,180})?
          | en\ savoir\ plus(?:\ .{0,60})? | voir\ aussi(?:\s*:.{0,160})? | abonnez-vous.{0,100}
          | inscrivez-vous.{0,100} | partager(?:\ (?:sur|cet).{0,40})?
      | mehr\ (?:dazu|zum\ thema|lesen|erfahren|infos?)(?:\s*:?.{0,100}) | lesen\ sie\ (?:auch|mehr|hier
          |dazu|weiter).{0,160} | (?:weiterlesen|jetzt\ (?:abonnieren|anmelden|lesen|testen)).{0,80}
          | zum\ (?:artikel|newsletter).{0,60} | newsletter(?:\ .{0,60})? | teilen
    )[\s.:…»>→)\]|!]*""",
    re.IGNORECASE | re.VERBOSE,
)
_LINKED = re.compile(
    r"[\s\-–—•*>»▶→|(\[]*(?:read|see|watch|listen|more|related|also|click|lire|voir|à lire|mehr|lesen"
    r"|hier|weiter|continue|full)\b",
    re.IGNORECASE,
)


def is_credit(line: str, *, near_edge: bool) -> bool:
    """Whether a line names who made the article, when, or what was changed in it.

    A bare by-line counts only near the article's edge, as prose may begin with "By".
    """
    if not 2 < len(line) <= LINE_LIMIT or "\n\n" in line:
        return False
    if line.count(". ") > 3:
        return False
    line = " ".join(line.split())
    if _CREDIT.fullmatch(line):
        return True
    if not near_edge or len(line) > 160 or line.endswith(("!", "?")):
        return False
    return bool(_BYLINE.fullmatch(line)) and not _DAY.match(line.lstrip(" -–—(").partition(" ")[2])


def is_footer_heading(line: str) -> bool:
    """Whether a line introduces a list of other stories."""
    return len(line) <= 60 and (bool(_FOOTER.fullmatch(line)) or is_footer_heading_abroad(line))


def is_furniture(line: str, *, linked: bool) -> bool:
    """Whether a line is no part of the article; `linked`: nearly all of it is a link."""
    if not line or len(line) > LINE_LIMIT:
        return False
    line = " ".join(line.split())
    if _FURNITURE.fullmatch(line) or is_furniture_abroad(line):
        return True
    return linked and len(line) < 200 and bool(_LINKED.match(line))
