"""Finding copies, rewrites and borrowed passages: fingerprints, the similarity index, alignment of matched spans."""
