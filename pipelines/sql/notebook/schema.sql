-- What people write beside the figures. Nothing here is changed or taken away: the newest entry of
-- a thread says how the remark stands, the newest entry of a name says what the agenda is.
create table if not exists remark_entries (
    entry_id   text primary key,
    thread_id  text not null,
    entered_at text not null,
    role       text not null,
    level      text not null,
    unit_id    text not null,
    year       integer not null,
    target_id  text not null,
    cause      text not null,
    remedy     text not null,
    owner      text not null,
    due_on     text,
    note       text not null,
    state      text not null check (state in ('open', 'done', 'withdrawn'))
) strict;

create table if not exists agenda_entries (
    entry_id text primary key,
    name     text not null,
    address  text not null,
    saved_at text not null,
    role     text not null
) strict;

create trigger if not exists remark_entries_stay_as_written before update on remark_entries
begin select raise(abort, 'append-only'); end;
create trigger if not exists remark_entries_stay before delete on remark_entries
begin select raise(abort, 'append-only'); end;
create trigger if not exists agenda_entries_stay_as_written before update on agenda_entries
begin select raise(abort, 'append-only'); end;
create trigger if not exists agenda_entries_stay before delete on agenda_entries
begin select raise(abort, 'append-only'); end;

create table if not exists note_entries (
    entry_id    text primary key,
    snapshot_id text not null,
    note        text not null,
    entered_at  text not null,
    role        text not null
) strict;

create trigger if not exists note_entries_stay_as_written before update on note_entries
begin select raise(abort, 'append-only'); end;
create trigger if not exists note_entries_stay before delete on note_entries
begin select raise(abort, 'append-only'); end;
