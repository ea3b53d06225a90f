-- What a running job shows of the picture it is drawing: a small image as a data URL, replaced with every report
-- and gone with the row. It is never history, so it stands in the unlogged table of progress.
alter table job_progress add column preview text;
