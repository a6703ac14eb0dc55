"""Changes to a text that several people write at once: change sets, mapped and composed.

Plain values: no database, no clock. Positions and lengths are counted in UTF-16 units, as
browsers do; a text is its UTF-16-LE bytes, two for each unit. What browsers send is read by
`ChangeSet.parse`, which raises `BadChange` for anything that is not a change set.
"""
