# SPDX-License-Identifier: Apache-2.0
"""The Library: every means, possibility and sign to read and to search, with its age. No case is opened."""
