"""Parameters of addresses that follow the reader and change nothing of what is shown. Data, and one rule."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

PREFIXES = ("utm_", "piwik_", "mtm_", "matomo_", "hsa_", "itm_")
"""Names that begin like this: campaign parameters of Google, Matomo, HubSpot and others."""

NAMES = frozenset(
    {
        "__hsfp", "__hssc", "__hstc", "_bta_c", "_bta_tid", "_ga", "_gl", "_hsenc", "_hsmi", "_ke",
        "_openstat",
        "at_bbc_team", "at_campaign", "at_campaign_type", "at_custom1", "at_custom2", "at_custom3",
        "at_custom4",
        "at_format", "at_link_id", "at_link_origin", "at_link_type", "at_medium", "at_ptr_name",
        "cmpid", "dclid", "dm_i", "ef_id", "epik",
        "fb_action_ids", "fb_action_types", "fb_ref", "fb_source", "fbclid",
        "gad_campaignid", "gad_source", "gbraid", "gclid", "gclsrc",
        "guccounter", "guce_referrer", "guce_referrer_sig",
        "icid", "igsh", "igshid", "ito", "li_fat_id", "mc_cid", "mc_eid", "mibextid", "mkt_tok", "msclkid",
        "ns_campaign", "ns_linkname", "ns_mchannel", "ns_source", "oly_anon_id", "oly_enc_id",
        "pk_campaign", "pk_cid", "pk_content", "pk_keyword", "pk_kwd", "pk_medium", "pk_source",
        "rb_clickid", "s_cid", "sc_campaign", "sc_channel", "sc_content", "sc_medium", "sc_outcome",
        "smid", "sr_share", "srsltid", "trk_contact", "trk_module", "trk_msg", "trk_sid",
        "ttclid", "twclid", "vero_conv", "vero_id", "wbraid", "wickedid", "wt_mc", "xtor", "yclid", "ysclid",
    }
)  # fmt: skip
"""Whole names, in lower case."""

_FRAGMENT = re.compile(r"(?:utm_|xtor=|at_medium|at_campaign)", re.IGNORECASE)


def without_trackers(url: str) -> str:
    """An address without the parameters that follow the reader; everything else stays as it is written."""
    if "?" not in url and "#" not in url:
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    kept = [part for part in parts.query.split("&") if not is_tracker(part.partition("=")[0])]
    query = "&".join(kept)
    fragment = "" if _FRAGMENT.match(parts.fragment) else parts.fragment
    if (query, fragment) == (parts.query, parts.fragment):
        return url
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, fragment))


def is_tracker(name: str) -> bool:
    """Whether a parameter of this name is there to follow the reader."""
    name = name.lower()
    return name in NAMES or name.startswith(PREFIXES)
