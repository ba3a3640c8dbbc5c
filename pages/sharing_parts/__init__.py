"""What the pages that share a flow are made of; pyvis and agraph are drawn with here only."""
