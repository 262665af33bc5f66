create table registry (
    id integer primary key,
    identity varchar(36) not null
);

create table revision (
    project varchar(63) collate "C" not null,
    number integer not null,
    author varchar(1000) not null,
    created_at varchar(40) not null,
    message varchar(10000) not null,
    added integer not null,
    changed integer not null,
    removed integer not null,
    body text not null,
    primary key (project, number)
);
