-- Records a condition that operators know of, or will learn of in the next digest.
INSERT INTO reported_condition (kind, subject, message) VALUES (:kind, :subject, :message)
