# SPDX-License-Identifier: Apache-2.0
"""Values every room speaks: errors, bilingual text, sources, because-lists, context."""
