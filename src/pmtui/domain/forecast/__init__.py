"""The forecast: from a workspace and a day to dates, costs and what holds them."""
