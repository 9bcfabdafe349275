"""Document -> layers: quotes, speakers, entities."""
