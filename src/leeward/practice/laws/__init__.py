# SPDX-License-Identifier: Apache-2.0
"""The law of a place by what happened, for the Library and for a visit. What is asked is kept nowhere."""
