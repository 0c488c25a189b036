"""The screens; they do not import each other, only the app opens them."""
