# SPDX-License-Identifier: Apache-2.0
"""What is asked of somebody alone here who lost their password: the recovery paper, then a new password."""

from __future__ import annotations

from leeward.practice.accounts.forms import NewPasswordForm, sign_in_name
from leeward.practice.first_run.forms import ROWS, ProofForm


class PaperForm(ProofForm):
    """The name and the five rows."""

    name = sign_in_name()
    for_name = ""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(("name", *ROWS, "password", "again"))


class PaperPasswordForm(PaperForm, NewPasswordForm):
    """The same, and a password to take the place of the lost one."""
