"""Every number and label of the protocol, once. What is not in these tables does not exist (docs/protocol/index.md).

A label separates domains: a hash made for one purpose can never pass for another. `primitives` refuses labels that
are not listed here, and a test reads the sources of both languages for strangers and for labels with two meanings.
"""

VERSION = 1

# ---- passwords: the cost of Argon2id is pinned here and never read from the network --------------
KDF_VERSION = 1
KDF_OPS = 3  # passes
KDF_MEMORY = 64 * 1024 * 1024  # bytes

# ---- labels --------------------------------------------------------------------------------------
KEY_CONTEXTS = {  # exactly 8 characters; number -> what is derived
    "cp1login": {1: "auth_key"},
    "cp1room_": {1: "room KEK"},
    "cp1rcode": {1: "recovery auth", 2: "recovery KEK"},
    "cp1prf__": {1: "passkey PRF KEK (reserved)"},
    "cp1wrap_": {1: "wrap encryption", 2: "wrap commitment"},
    "cp1acct_": {
        1: "signing seed",
        2: "box seed",
        3: "inbox seed",
        4: "notes key",
        5: "client state key",
        6: "account key chain",
    },
    "cp1epoch": {1: "messages", 2: "signals", 3: "team inbox seed"},
}
SIGNATURE_TAGS = {
    "cp1/identity": "identity record, by itself and by its predecessor",
    "cp1/env": "durable record of a room",
    "cp1/signal": "ephemeral record of a room",
    "cp1/note": "version of a private note or of the client state",
    "cp1/enq": "enquiry, by the visitor",
    "cp1/notice": "absence notice",
    "cp1/teamcard": "team card, by an owner",
}
HASH_TAGS = {
    "cp1/salt/login": "salt of the login password",
    "cp1/salt/room": "salt of the room password",
    "cp1/ir": "fingerprint of an identity record",
    "cp1/body": "body of a record",
    "cp1/link": "link of the chain",
    "cp1/kid": "commitment to a room key",
    "cp1/blob": "encrypted file",
    "cp1/rcode": "root of a recovery code",
    "cp1/rcsum": "check characters of a recovery code",
    "cp1/rclogin": "login name behind a return code",
    "cp1/invkey": "key of an invitation",
}
MAC_TAGS = {
    "cp1/commit": "commitment of a wrap",
    "cp1/invproof": "answer to an invitation",
    "cp1/claim": "answer to an enquiry",
}
BINDING_LABELS = {  # first bytes of associated data, or of what is inside a sealed box
    "cp1/akwrap": "account key under a password or code",
    "cp1/akchain": "account key under its successor",
    "cp1/epochkey": "room key in a slot",
    "cp1/grant": "older room keys",
    "cp1/file": "chunk of a file",
    "cp1/enquiry": "enquiry",
}

# ---- types of records ----------------------------------------------------------------------------
EPOCH, GRANT, MESSAGE = 0x01, 0x02, 0x10  # durable, in the log
SIGNAL, LIVE = 0x20, 0x21  # ephemeral, never in the log
NOTE, STATE = 0x30, 0x31  # versions of one person's own things
NOTICE, TEAM_CARD = 0x41, 0x42  # signed, not secret
DURABLE = frozenset({EPOCH, GRANT, MESSAGE})
EPHEMERAL = frozenset({SIGNAL, LIVE})

# ---- rooms ---------------------------------------------------------------------------------------
ONE_TO_ONE, GROUP, TEAM, WALK_IN = 1, 2, 3, 4
KINDS = frozenset({ONE_TO_ONE, GROUP, TEAM, WALK_IN})
WITH_CLIENT = frozenset({ONE_TO_ONE, WALK_IN})  # kinds with exactly one client

OWNER, PROFESSIONAL, CLIENT, ARCHIVE = 1, 2, 3, 4  # archive reads only
ROLES = frozenset({OWNER, PROFESSIONAL, CLIENT, ARCHIVE})

GENESIS, ADD, REMOVE, KEY_CHANGE, AGE, MANUAL = 1, 2, 3, 4, 5, 6  # why there is a new epoch
REASONS = frozenset({GENESIS, ADD, REMOVE, KEY_CHANGE, AGE, MANUAL})

FUTURE_ONLY, WITH_HISTORY = 1, 2  # what somebody who is added later is meant to see
HISTORY_POLICIES = frozenset({FUTURE_ONLY, WITH_HISTORY})

# ---- wraps of the account key --------------------------------------------------------------------
WRAP_ROOM_PASSWORD, WRAP_RECOVERY = 1, 2  # 3 is reserved for passkeys (PRF)

# ---- sizes, in bytes -----------------------------------------------------------------------------
ID, KEY, HASH, NONCE, SIGNATURE, AEAD_TAG, SEAL = 16, 32, 32, 24, 64, 16, 48
MIN_PADDED, MAX_PADDED = 256, 65_536
MAX_NUMBER = 2**53 - 1  # the largest u64 we accept: what JavaScript counts exactly
MAX_MEMBERS = 256
