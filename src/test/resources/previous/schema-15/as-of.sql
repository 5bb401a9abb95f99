-- The data version at which readers see a variant: the published one, or an earlier one while it is withheld; 0 before the first.
SELECT COALESCE(
    (SELECT as_of FROM withheld_variant WHERE variant_id = :variant),
    (SELECT as_of FROM published_variant WHERE variant_id = :variant AND version = (SELECT MAX(version) FROM publication)),
    (SELECT MAX(version) FROM publication),
    0)
