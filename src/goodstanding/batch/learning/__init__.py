"""Training and measuring text classifiers. Measuring needs NumPy only; training needs scikit-learn (extra ``train``)."""
