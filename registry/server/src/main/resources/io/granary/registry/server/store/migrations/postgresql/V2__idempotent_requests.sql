create table idempotent_request (
    key varchar(255) collate "C" primary key,
    fingerprint varchar(100) not null,
    claimed_at bigint not null,
    status integer,
    tag varchar(255),
    body text
);

create index idempotent_request_age on idempotent_request (claimed_at);
