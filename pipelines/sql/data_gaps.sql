-- One row per year, form and organisation that is expected to report: did it?
create table data_gaps as
select
    organisation.year,
    declared_forms.form_id,
    organisation.unit_id,
    organisation.unit_name,
    organisation.grassroots_id,
    exists (
        select 1 from measures
        where measures.unit_id = organisation.unit_id
          and measures.year = organisation.year
          and measures.form_id = declared_forms.form_id
    ) as is_reported
from counted as organisation
join declared_forms
    on declared_forms.kind <> 'register'
    and (
        declared_forms.rows_are = 'every'
        or (declared_forms.rows_are = 'grassroots' and organisation.is_grassroots)
        or (declared_forms.rows_are = 'commune' and organisation.is_commune)
    );
