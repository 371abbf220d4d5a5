/**
 * Given names in English text, of women and men in the countries that write it and of those who move there; without
 * those that are words or places as well (Grace, Will, Jordan).
 */
export const GIVEN_NAMES: ReadonlySet<string> = new Set(
  `Aaron Abby Abigail Adam Adriana Adrian Ahmed Alan Albert Alejandro Alex Alexander Alexandra Alexis Alice Alicia Alison Allan Allen Allison
  Alyssa Amanda Amber Amy Ana Andrea Andreas Andrew Andy Angela Angelina Anita Ann Anna Anne Annette Annie Anthony Antonio Ariel Arnold Arthur
  Ashley Audrey Barbara Barry Becky Ben Benjamin Bernard Beth Betsy Betty Beverly Bill Billy Bob Bonnie Brad Bradley Brandon Brenda Brendan Brent
  Brett Brian Bridget Bruce Bryan Caitlin Calvin Carl Carla Carlos Carmen Carol Caroline Carolyn Carrie Catherine Cathy Cecilia Chad Charles
  Charlie Chelsea Cheryl Chris Christina Christine Christopher Chuck Cindy Claire Clara Clarence Claudia Clay Clayton Clifford Colin Colleen
  Connie Connor Cordelia Corey Craig Cristina Crystal Curtis Cynthia Dale Dan Dana Daniel Danielle Danny Darren Dave David Dawn Dean Deborah
  Debbie Debra Denise Dennis Derek Diana Diane Diego Dmitry Dominic Don Donald Donna Doris Dorothy Doug Douglas Duncan Dylan Ed Eddie Edgar
  Edith Edward Edwin Eileen Elaine Eleanor Elena Elijah Elizabeth Ellen Elliot Elliott Emily Emma Eric Erica Erik Erin Ernest Esther Ethan
  Eugene Eva Evan Evelyn Felix Félix Fernando Fiona Florence Frances Francis Francisco François Fred Frederick Gabriel Gabriela Gail Gary Gavin
  Gene Geoff Geoffrey George Gerald Gerard Gina Glenn Gloria Gordon Greg Gregory Gwen Hannah Harold Harpreet Harriet Harry Harvey Heather Hector Heidi
  Helen Henry Herbert Holly Howard Hugh Ian Ibrahim Irene Isaac Isabel Isabella Ivan Jacob Jacqueline Jaime James Jamie Jan Jane Janet Janice
  Jared Jasmine Jason Javier Jay Jean Jeanne Jeff Jeffrey Jenna Jennifer Jenny Jeremy Jerome Jerry Jesse Jessica Jill Jim Jimmy Joan Joanna
  Joanne Joe Joel Johannes John Johnny Jon Jonathan Jorge José Jose Joseph Josh Joshua Joyce Juan Judith Judy Julia Julian Julie Justin Kara
  Karen Karl Kate Katherine Kathleen Kathryn Kathy Katie Kayla Keith Kelly Ken Kenneth Kerry Kevin Kim Kimberly Kristen Kristin Kristina Kyle
  Larry Laura Lauren Laurie Lawrence Leah Lee Leo Leonard Leslie Lewis Liam Linda Lindsay Lisa Liz Lois Lori Louis Louise Lucas Lucia Lucy Luis
  Luke Lydia Lynn Madison Manuel Marc Marcia Marco Marcus Margaret Maria Marie Marilyn Mario Marissa Marjorie Mark Marsha Martha Martin Mary
  Matt Matthew Maureen Max Megan Meghan Melanie Melinda Melissa Melvin Meredith Michael Michelle Miguel Mike Mitchell Mohamed Mohammed Molly
  Monica Morgan Nancy Naomi Natalie Natasha Nathan Nathaniel Neil Nicholas Nick Nicole Nina Noah Nora Norman Oliver Olivia Olivier Oscar Owen
  Pamela Patricia Patrick Patty Paul Paula Pauline Pedro Peggy Penny Pete Peter Phil Philip Phillip Phyllis Pierre Priya Rachel Rafael Raj Ralph
  Ramón Randall Randy Raúl Ray Raymond Rebecca Rebekah Regina Renee Rhonda Ricardo Richard Rick Rita Rob Robert Roberta Roberto Robin Rodney
  Roger Ron Ronald Ronnie Rosa Rosemary Ross Roy Ruben Russell Ruth Ryan Sabrina Sacha Sally Sam Samantha Samuel Sandra Sara Sarah Sasha Scott
  Sean Sergio Seth Shannon Sharon Shaun Shawn Sheila Shelley Sherry Shirley Simon Sofia Sonia Sophia Sophie Stacey Stacy Stanley Stefan Stephanie
  Stephen Steve Steven Stuart Susan Suzanne Sylvia Tamara Tammy Tanya Tara Ted Teresa Terri Terry Theodore Theresa Thomas Tiffany Tim Timothy
  Tina Todd Tom Tommy Toni Tony Tracey Tracy Travis Trevor Troy Tyler Valerie Vanessa Vera Veronica Vicki Vicky Victor Vincent Vivian Walter
  Wanda Warren Wayne Wendy Wesley William Yolanda Yvonne Zachary Zoe`
    .trim()
    .split(/\s+/),
);
