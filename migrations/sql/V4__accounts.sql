-- Who may come in. Accounts live outside the log, which carries only their ids: a person can be
-- renamed or removed without touching history.

create table accounts (
    id uuid primary key,
    -- Trimmed and in lower case, so that one address is one account.
    email text not null,
    display_name text not null,
    -- What the person may do beside their own things; the first account is the admin.
    role text not null check (role in ('admin', 'member')),
    -- Argon2id in PHC form: algorithm, parameters, salt and hash.
    password_hash text not null,
    created_at timestamptz not null,
    constraint accounts_email_key unique (email)
);

-- One row a refresh token, which is used once: each use makes the next. The tokens that follow from
-- one sign-in are a family. A token used again later means that somebody else has a copy, and ends
-- the family.
create table refresh_tokens (
    -- sha256 of the token; the token itself is nowhere.
    token_hash bytea primary key check (length(token_hash) = 32),
    family uuid not null,
    account_id uuid not null references accounts on delete cascade,
    issued_at timestamptz not null,
    expires_at timestamptz not null,
    -- When it was exchanged for the next one.
    rotated_at timestamptz,
    -- When its family was ended: signed out, or a token of it was used again.
    revoked_at timestamptz
);

create index refresh_tokens_by_family on refresh_tokens (family);
create index refresh_tokens_by_account on refresh_tokens (account_id);
create index refresh_tokens_by_expiry on refresh_tokens (expires_at);

-- The keys that sign access tokens. The newest signs; the older ones still verify until what they
-- signed has run out.
create table signing_keys (
    -- Named in the head of every token that the key signed.
    kid text primary key,
    -- Ed25519, PKCS #8 DER.
    private_key bytea not null,
    -- Ed25519, the 32 bytes.
    public_key bytea not null check (length(public_key) = 32),
    created_at timestamptz not null
);

-- The first answer to a POST that named itself, so that sending it again answers the same.
create table idempotency_keys (
    account_id uuid not null,
    key text not null,
    -- sha256 of method, path, query and body: the same key with other contents is a mistake.
    fingerprint bytea not null check (length(fingerprint) = 32),
    created_at timestamptz not null,
    -- Whoever works on it is believed to be alive until then; later the request may be done again.
    busy_until timestamptz not null,
    -- The answer; null while it is being worked out.
    status smallint,
    -- Header names and values, as a JSON array of pairs.
    headers jsonb,
    body bytea,
    primary key (account_id, key)
);

create index idempotency_keys_by_age on idempotency_keys (created_at);
