# SPDX-License-Identifier: Apache-2.0
"""Keys, sealed fields and sealed files. The only room that imports crypto libraries.

Read in this order; each module's docstring teaches its part:

    keys       secrets with types of their own          labels    what kind of value a value is
    fields     a short value, sealed for one place      files     a file, sealed to a case with age
    ring       keys of cases and persons                setup     making a ring once, unlocking it
    sources    passphrase or key file                   ways      several people, one practice key
    recovery   the paper that opens when all else fails rotation  a new practice key, killed anywhere
    copies     two copies, 35 days, and when gone       agent     one process holds the practice key
    client     how a worker asks it                     faults    every way in which the vault says no
    session_keys  what seals working papers: in the agent's memory alone, for twelve hours at most
    merkle     the ledger's tree and its proofs         tiles      its hashes, stored as they grow
    checkpoints  size and root, signed                  ledger_keys  the key that signs them

The rest carries these: `age`, `binding`, `durable`, `duties`, `padding`, `paper`, `process`,
`protocol`, `store`, `wrapping`. Nothing is imported here, so that a command that needs no key does
not wait for crypto libraries.

From a clerk's desk to the disk, in one breath: the practice key (in the agent's memory) unwraps a
case key, that unwraps a person's key, and that seals "he knew where I was" for one field of one
record. The database has the sealed value; the ring, elsewhere, has the wrapped keys; nothing on the
disk has both a key and a way to unwrap it. `docs/adr/0009-keys-and-sealing.md` says why.

What stays compatible: every format carries its number and old ones are read for ever; label ids and
key purposes never change; a ring or value of a newer version is refused, untouched.
"""
