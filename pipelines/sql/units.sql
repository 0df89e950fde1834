-- One row per organisation and cell: where it belongs and when it existed.
-- name_order: the Vietnamese alphabet, numbers inside names as numbers; organisations first, cells by organisation.
create table unit_list as
with lived as (
    select unit_id, min(year) as first_year, max(year) as last_year
    from organisations_in_year
    group by all
),

spelt as (
    select
        unit_id,
        regexp_replace(
            regexp_replace(unit_name, '(\d+)', '000000000\1', 'g'), '\d*(\d{9})', '\1', 'g'
        ) as sort_name
    from units
)

select
    units.unit_id,
    units.unit_name,
    unit_names.level,
    unit_names.sector_id,
    sectors.sector_name,
    unit_names.organisation_id,
    organisation.unit_name as organisation_name,
    units.parent_id,
    units.commune_code,
    units.founded_on,
    units.closed_on,
    units.successor_id,
    successor.unit_name as successor_name,
    lived.first_year,
    lived.last_year,
    row_number() over (
        order by
            unit_names.level_order,
            organisation_spelt.sort_name collate vi,
            unit_names.organisation_id,
            spelt.sort_name collate vi,
            units.unit_id
    ) as name_order
from units
join unit_names on unit_names.unit_id = units.unit_id and unit_names.level in ('organisation', 'cell')
join spelt on spelt.unit_id = units.unit_id
left join sectors on sectors.sector_id = unit_names.sector_id
left join units as organisation on organisation.unit_id = unit_names.organisation_id
left join spelt as organisation_spelt on organisation_spelt.unit_id = unit_names.organisation_id
left join units as successor on successor.unit_id = units.successor_id
left join lived on lived.unit_id = units.unit_id
order by name_order;
