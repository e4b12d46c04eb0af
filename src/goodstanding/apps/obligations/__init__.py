"""The platform's own duties: who answers for content safety, licences, management documents, what it filed and where."""
