"""What the portal and the accounts show. Importing this imports no Scrapy: the store is read by every room above."""
