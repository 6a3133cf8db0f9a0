-- One text for PostgreSQL and for H2 in its PostgreSQL mode; what both know, and no more.
-- Secrets are here as SHA-256 in base64url, what must be read again is encrypted before it comes.

create table client (
    id varchar(255) primary key,
    secret varchar(43),
    secret_expires timestamp with time zone,
    access_token varchar(43) not null,
    metadata varchar(16384) not null,
    registered timestamp with time zone not null,
    last_used timestamp with time zone not null
);
create index client_last_used on client (last_used);

create table grants (
    id varchar(64) primary key,
    client_id varchar(2048) not null,
    client_name varchar not null,
    subject varchar(255) not null,
    scopes varchar not null,
    resources varchar not null,
    granted timestamp with time zone not null,
    expires timestamp with time zone not null,
    provider varchar
);
create index grants_client_id on grants (client_id);
create index grants_subject on grants (subject);
create index grants_expires on grants (expires);

-- Without a reference to its grant: a used code is remembered longer than a revoked grant.
create table code (
    hash varchar(43) primary key,
    grant_id varchar(64) not null,
    client_id varchar(2048) not null,
    redirect_uri varchar not null,
    challenge varchar(128) not null,
    scopes varchar not null,
    resources varchar not null,
    expires timestamp with time zone not null,
    used timestamp with time zone
);
create index code_grant_id on code (grant_id);
create index code_expires on code (expires);

create table refresh_token (
    hash varchar(43) primary key,
    grant_id varchar(64) not null references grants (id) on delete cascade,
    expires timestamp with time zone not null,
    rotated timestamp with time zone,
    answer varchar
);
create index refresh_token_grant_id on refresh_token (grant_id);
create index refresh_token_expires on refresh_token (expires);

create table ticket (
    kind varchar(32) not null,
    hash varchar(43) not null,
    content varchar not null,
    expires timestamp with time zone not null,
    primary key (kind, hash)
);
create index ticket_expires on ticket (expires);

-- Each key names the one before it, none by '': of two replicas that add one after the same, the second is refused.
create table signing_key (
    kid varchar(255) primary key,
    after_kid varchar(255) not null unique,
    public_jwk varchar not null,
    private_jwk varchar not null,
    created timestamp with time zone not null,
    signs_from timestamp with time zone not null,
    published_until timestamp with time zone not null
);
