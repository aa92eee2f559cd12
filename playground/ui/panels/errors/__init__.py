"""The tab that shows where the network is wrong."""
