"""What is done to shared texts: opened, added to, told to those who have them open."""
