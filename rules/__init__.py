"""What must be published: the office's tables, the law's periods, the working calendar. Imports nothing of ours."""
