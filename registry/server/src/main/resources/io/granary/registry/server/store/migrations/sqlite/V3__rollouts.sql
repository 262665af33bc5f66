create table rollout (
    project varchar(63) primary key,
    version integer not null,
    newest integer not null,
    live integer not null
);

create table view_generation (
    project varchar(63) not null,
    view_name varchar(255) not null,
    generation varchar(64) not null,
    state varchar(16) not null,
    since varchar(40) not null,
    first_revision integer not null,
    last_revision integer not null,
    primary key (project, view_name, generation)
);

create index view_generation_state on view_generation (state);
