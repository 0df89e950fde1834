-- Which organisations are summed for which unit.
-- organisations_in_year: one row per organisation and year in which it existed on any day.
-- scopes: one row per year, unit of any level, way of counting, and organisation counted.
create view organisations_in_year as
select
    units.*,
    reported_years.year
from units
cross join reported_years
where coalesce(year(founded_on), 0) <= reported_years.year
  and coalesce(year(closed_on), 9999) >= reported_years.year;

-- each organisation with the TCCSĐ that it belongs to (itself when it is one)
create view grassroots_of as
with recursive climb as (
    select unit_id, unit_id as grassroots_id
    from units
    where parent_id is null
    union all
    select units.unit_id, climb.grassroots_id
    from units
    join climb on units.parent_id = climb.unit_id
)
select unit_id, grassroots_id from climb;

-- the way in which each organisation counts: as a leaf, as somebody's child, as a TCCSĐ, as a commune
create view counted as
select
    organisation.year,
    organisation.unit_id,
    organisation.unit_name,
    organisation.parent_id,
    grassroots_of.grassroots_id,
    organisation.parent_id is null as is_grassroots,
    organisation.parent_id is null and organisation.commune_code is not null as is_commune,
    child.parent_id is null as is_leaf
from organisations_in_year as organisation
join grassroots_of using (unit_id)
left join (select distinct year, parent_id from organisations_in_year) as child
    on child.parent_id = organisation.unit_id
    and child.year = organisation.year;

create table scopes as
with ways as (
    select year, unit_id, grassroots_id, 'leaf' as counted_at
    from counted where is_leaf
    union all
    select year, unit_id, grassroots_id, 'grassroots'
    from counted where is_grassroots
    union all
    select year, unit_id, grassroots_id, 'commune'
    from counted where is_commune
),

-- the rating of an organisation counts one level up: cells for their TCCSĐ, TCCSĐ for sector and district
children as (
    select year, unit_id, grassroots_id, not is_grassroots as is_cell
    from counted where is_grassroots or is_leaf
),

within_organisation as (
    select year, grassroots_id as id, counted_at, unit_id as source_id from ways
    union all
    select year, grassroots_id, 'direct_children', unit_id from children where is_cell
),

above_organisation as (
    select year, grassroots_id, counted_at, unit_id as source_id from ways
    union all
    select year, grassroots_id, 'direct_children', unit_id from children where not is_cell
)

select year, 'cell' as level, unit_id, counted_at, unit_id as source_id
from ways where counted_at = 'leaf' and unit_id <> grassroots_id
union all
select year, 'organisation', id, counted_at, source_id
from within_organisation
union all
select year, 'sector', units.sector_id, counted_at, source_id
from above_organisation join units on units.unit_id = above_organisation.grassroots_id
union all
select year, 'district', 'district', counted_at, source_id
from above_organisation;

-- every unit of every level by name, in the order people read them; a cell stands in the sector of its TCCSĐ
create view unit_names as
select 'district' as level, 'district' as unit_id, district as unit_name, 0 as level_order,
    null::varchar as sector_id, null::varchar as organisation_id
from programme
union all
select 'sector', sector_id, sector_name, 1, sector_id, null from sectors
union all
select 'organisation', unit_id, unit_name, 2, sector_id, unit_id from units where parent_id is null
union all
select 'cell', units.unit_id, units.unit_name, 3, organisation.sector_id, organisation.unit_id
from units
left join grassroots_of using (unit_id)
left join units as organisation on organisation.unit_id = grassroots_of.grassroots_id
where units.parent_id is not null;
