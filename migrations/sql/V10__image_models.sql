-- Which diffusion model a worker has, by the model's own name; null where it has none. Requests for pictures
-- that no worker can make are refused at once instead of waiting for one that will never come.
alter table workers add column image_model text;
