"""The pages that compare the cities of a nation, from what ``hoshin nation build`` wrote."""
