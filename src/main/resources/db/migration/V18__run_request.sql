-- The runs that were requested at instances that do not lead. The leader takes each of them once, and answers.
-- requested_by: the name of the instance. status: open (nobody has taken it), taken, begun, refused or failed.
-- run_id: the run that has begun. reason: why a run was refused, as a sentence for the client.
CREATE TABLE run_request (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind VARCHAR(16) NOT NULL,
    forced BOOLEAN NOT NULL,
    requested_by VARCHAR(63) NOT NULL,
    requested_at TIMESTAMP WITH TIME ZONE NOT NULL,
    status VARCHAR(16) NOT NULL,
    taken_at TIMESTAMP WITH TIME ZONE,
    run_id BIGINT,
    reason VARCHAR
);
