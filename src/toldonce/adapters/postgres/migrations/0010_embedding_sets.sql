-- A change of the embedding model: which model's vectors are searched, and how far the vectors of another one have come.

ALTER TABLE embedding_models ADD COLUMN chosen_at timestamptz;
COMMENT ON COLUMN embedding_models.chosen_at IS 'The model with the newest moment is the one whose vectors are searched.';
UPDATE embedding_models SET chosen_at = now() WHERE model_id = (SELECT max(model_id) FROM embedding_models);

ALTER TABLE scopes ADD COLUMN embedding_sets jsonb NOT NULL DEFAULT '{}';
COMMENT ON COLUMN scopes.embedding_sets IS
    'By model_id: [last_seq, erasures] of the scope when nothing of it was without a vector of that model.';
