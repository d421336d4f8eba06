"""Mail without accounts: signing up, what is new for whom, digests, and mail that comes back."""
