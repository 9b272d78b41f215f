"""The composer: app, screens, widgets, and the registry of actions."""
