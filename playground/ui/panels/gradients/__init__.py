"""The tab “Gradients”: their size and spread over time, the steps they lead to, and those of samples."""
