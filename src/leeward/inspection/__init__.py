# SPDX-License-Identifier: Apache-2.0
"""What was read from a message or a phone -> reasons a person can check for themselves.

Values come from `formats`, sentences from `knowledge`; nothing here opens a file or a connection.
"""
