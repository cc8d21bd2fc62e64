/** Every number and label of the protocol, once. The twin of registry.py; a test compares the two. */

export const VERSION = 1;

// passwords: the cost of Argon2id is pinned here and never read from the network
export const KDF_VERSION = 1;
export const KDF_OPS = 3; // passes
export const KDF_MEMORY = 64 * 1024 * 1024; // bytes

export const KEY_CONTEXTS = {
  cp1login: [1], // auth_key
  cp1room_: [1], // room KEK
  cp1rcode: [1, 2], // recovery auth, recovery KEK
  cp1prf__: [1], // reserved: passkeys
  cp1wrap_: [1, 2], // encryption, commitment
  cp1acct_: [1, 2, 3, 4, 5, 6], // signing seed, box seed, inbox seed, notes, client state, chain of account keys
  cp1epoch: [1, 2, 3], // messages, signals, team inbox seed
};
export const SIGNATURE_TAGS = new Set([
  "cp1/identity",
  "cp1/env",
  "cp1/signal",
  "cp1/note",
  "cp1/enq",
  "cp1/notice",
  "cp1/teamcard",
]);
export const HASH_TAGS = new Set([
  "cp1/salt/login",
  "cp1/salt/room",
  "cp1/ir",
  "cp1/body",
  "cp1/link",
  "cp1/kid",
  "cp1/blob",
  "cp1/rcode",
  "cp1/rcsum",
  "cp1/rclogin",
  "cp1/invkey",
]);
export const MAC_TAGS = new Set(["cp1/commit", "cp1/invproof", "cp1/claim"]);
export const BINDING_LABELS = new Set([
  "cp1/akwrap",
  "cp1/akchain",
  "cp1/epochkey",
  "cp1/grant",
  "cp1/file",
  "cp1/enquiry",
]);

// types of records
export const EPOCH = 0x01, GRANT = 0x02, MESSAGE = 0x10; // durable, in the log
export const SIGNAL = 0x20, LIVE = 0x21; // ephemeral, never in the log
export const NOTE = 0x30, STATE = 0x31; // versions of one person's own things
export const NOTICE = 0x41, TEAM_CARD = 0x42; // signed, not secret
export const DURABLE = new Set([EPOCH, GRANT, MESSAGE]);
export const EPHEMERAL = new Set([SIGNAL, LIVE]);

// rooms
export const ONE_TO_ONE = 1, GROUP = 2, TEAM = 3, WALK_IN = 4;
export const KINDS = new Set([ONE_TO_ONE, GROUP, TEAM, WALK_IN]);
export const WITH_CLIENT = new Set([ONE_TO_ONE, WALK_IN]); // kinds with exactly one client

export const OWNER = 1, PROFESSIONAL = 2, CLIENT = 3, ARCHIVE = 4; // archive reads only
export const ROLES = new Set([OWNER, PROFESSIONAL, CLIENT, ARCHIVE]);

export const GENESIS = 1, ADD = 2, REMOVE = 3, KEY_CHANGE = 4, AGE = 5, MANUAL = 6; // why there is a new epoch
export const REASONS = new Set([GENESIS, ADD, REMOVE, KEY_CHANGE, AGE, MANUAL]);

export const FUTURE_ONLY = 1, WITH_HISTORY = 2; // what somebody who is added later is meant to see
export const HISTORY_POLICIES = new Set([FUTURE_ONLY, WITH_HISTORY]);

// wraps of the account key; 3 is reserved for passkeys (PRF)
export const WRAP_ROOM_PASSWORD = 1, WRAP_RECOVERY = 2;

// sizes in bytes
export const ID = 16, KEY = 32, HASH = 32, NONCE = 24, SIGNATURE = 64, AEAD_TAG = 16, SEAL = 48;
export const MIN_PADDED = 256, MAX_PADDED = 65_536;
export const MAX_NUMBER = Number.MAX_SAFE_INTEGER; // the largest u64 we accept
export const MAX_MEMBERS = 256;
