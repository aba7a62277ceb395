# SPDX-License-Identifier: Apache-2.0
"""The second door: a tablet in the practice's own network reaches check-in, over TLS, and nothing else.

It is a process of its own with addresses of its own (`urls`): no page for staff exists behind it, whatever
a request says of itself. Read `listening` (what `leeward serve --lan` starts), `settings`, `views`, `codes`.
"""
