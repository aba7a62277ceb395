# SPDX-License-Identifier: Apache-2.0
"""The settings of a practice, and one more address: what the web is measured against (`bench_peer`).

Only a practice that is made up for a measurement starts with these; no other has that address.
"""

from leeward.practice.settings import *  # noqa: F403

ROOT_URLCONF = "leeward.practice.bench_peer"
