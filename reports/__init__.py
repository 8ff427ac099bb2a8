"""What each unit must mend: pages, sheets and printed lists, made from the store alone."""
