/** The build turns a stylesheet into text: minified, every declaration `!important`. */
declare module '*.css' {
  const text: string;
  export default text;
}
