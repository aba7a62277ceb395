# SPDX-License-Identifier: Apache-2.0
"""Work that nobody waits for: done by the server between pages, in small steps that survive being killed."""
