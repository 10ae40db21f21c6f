//! The data page and the upload of components.
