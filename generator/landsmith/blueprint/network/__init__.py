"""What the author says of the network: ranges, hubs, sites, and the way in from the internet."""
