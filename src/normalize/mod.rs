//! Stage: rules that change a witness's text, each change an edit in the ledger.
