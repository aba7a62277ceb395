# SPDX-License-Identifier: Apache-2.0
"""Who helps with an option, by the words of the catalogue."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WHO_HELPS = {
    "988": _("988"),
    "APS": _("adult protective services"),
    "CCRI": _("the CCRI image abuse helpline"),
    "FBI": _("the FBI"),
    "FTC": _("the FTC"),
    "HR": _("their personnel office"),
    "MHP": _("this practice"),
    "NCMEC": _("NCMEC"),
    "OCR": _("the federal Office for Civil Rights"),
    "advocate": _("a victim advocate"),
    "bank": _("their bank"),
    "behavior-change-program": _("a behavior-change program"),
    "banks": _("banks"),
    "campus-police": _("campus police"),
    "car-maker": _("the car maker"),
    "carrier": _("their phone company"),
    "civil-rights-group": _("a civil rights group"),
    "client": _("the client alone"),
    "community-security": _("a community security group"),
    "court": _("the court"),
    "culturally-specific-program": _("a program of their own community"),
    "dispatcher": _("a police dispatcher"),
    "doctor": _("a doctor"),
    "election-office": _("the election office"),
    "employer-security": _("security at work"),
    "faith-group": _("their faith group"),
    "family": _("family they trust"),
    "family-lawyer": _("a family lawyer"),
    "family-therapist": _("a family therapist"),
    "friend": _("a friend"),
    "friends": _("friends"),
    "immigration-lawyer": _("an immigration lawyer"),
    "insurer": _("the insurer"),
    "interpreter": _("an interpreter"),
    "landlord": _("the landlord"),
    "lawyer": _("a lawyer"),
    "legal-aid": _("legal aid"),
    "library": _("a library"),
    "mechanic": _("a mechanic"),
    "moderator": _("a moderator"),
    "nurse": _("a nurse"),
    "ombudsman": _("an ombuds office"),
    "oversight-body": _("an oversight body"),
    "parent": _("a parent"),
    "platform": _("the app or site"),
    "police": _("police"),
    "prosecutor": _("a prosecutor"),
    "protective-services": _("protective services"),
    "safe-adult": _("a safe adult"),
    "school": _("the school"),
    "school-civil-rights-officer": _("the school’s civil rights officer"),
    "shelter": _("a shelter"),
    "state-program": _("a state program"),
    "supervisor": _("a supervisor"),
    "tech-clinic": _("a tech clinic"),
    "union": _("the union"),
    "victim-services": _("victim services"),
}


def who_helps(word: str) -> str:
    """A helper in words; a word of a practice's own overlay stands as it is."""
    return str(WHO_HELPS.get(word, word.replace("-", " ")))
