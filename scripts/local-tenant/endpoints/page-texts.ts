import type { Notice } from '../service/login-answer.ts'

type Texts = {
  text: { [Name in keyof typeof ENGLISH_TEXT]: string }
  notice: { [Name in Notice]: string }
}

const ENGLISH_TEXT = {
  log_in: 'Log in',
  to: 'to continue to',
  email: 'Email address',
  phone: 'Phone number',
  country: 'Country or region',
  or: 'or',
  continue: 'Continue',
  continue_email: 'Continue with email',
  continue_phone: 'Continue with phone',
  check_email: 'Check your email',
  check_phone: 'Check your phone',
  code_sent_to: 'We sent a code to',
  code: 'Verification code',
  resend: 'Send a new code',
  change_email: 'Use another email address',
  change_number: 'Use another number',
  cancel: 'Cancel',
  not_signed_in: 'You are not logged in',
  went_wrong: 'Something went wrong. Please log in again.',
  late: 'This page belongs to a login that has ended',
  late_text: 'It was finished in another tab, cancelled, or left open for too long. You can log in again.',
  unknown_text: 'It was begun in another browser, or too long ago. Go back to the app and log in from there.',
  again: 'Log in again',
  back: 'Go back to the app',
  log_out: 'Log out',
  log_out_question: 'Do you want to log out?',
  log_out_text: 'You were sent here to log out. If you did not ask for that, stay logged in.',
  stay: 'Stay logged in',
  verify: 'Verify your identity',
  verify_text: 'Enter the code that your authenticator app shows.',
  otp: 'One-time code',
  stayed: 'You are still logged in',
  stayed_text: 'Nothing has changed. You can close this page or go back to the app.',
}

const ENGLISH: Texts = {
  text: ENGLISH_TEXT,
  notice: {
    email_invalid: 'Enter a valid email address.',
    phone_invalid: 'Enter a valid phone number, with its country.',
    code_wrong: 'The code you entered is wrong. Look at the newest message and try again.',
    otp_wrong: 'The code you entered is wrong or was used already. Wait for a new one and try again.',
    code_expired: 'This code is too old. Ask for a new one.',
    code_dead: 'This code no longer works. Ask for a new one.',
    code_spent: 'Too many wrong codes. Ask for a new one.',
    code_sent: 'A new code is on its way. The earlier one no longer works.',
    send_failed: 'We could not send a code. Please try again later.',
    too_many_requests: 'Too many requests. Wait a minute and try again.',
  },
}

const ARABIC: Texts = {
  text: {
    log_in: 'تسجيل الدخول',
    to: 'للمتابعة إلى',
    email: 'البريد الإلكتروني',
    phone: 'رقم الهاتف',
    country: 'البلد أو المنطقة',
    or: 'أو',
    continue: 'متابعة',
    continue_email: 'المتابعة بالبريد الإلكتروني',
    continue_phone: 'المتابعة برقم الهاتف',
    check_email: 'تحقق من بريدك الإلكتروني',
    check_phone: 'تحقق من هاتفك',
    code_sent_to: 'أرسلنا رمزًا إلى',
    code: 'رمز التحقق',
    resend: 'إرسال رمز جديد',
    change_email: 'استخدام بريد إلكتروني آخر',
    change_number: 'استخدام رقم آخر',
    cancel: 'إلغاء',
    not_signed_in: 'لم يتم تسجيل دخولك',
    went_wrong: 'حدث خطأ ما. يرجى تسجيل الدخول من جديد.',
    late: 'هذه الصفحة تخص عملية دخول انتهت',
    late_text: 'لقد اكتملت في نافذة أخرى أو أُلغيت أو تُركت مفتوحة طويلًا. يمكنك تسجيل الدخول من جديد.',
    unknown_text: 'لقد بدأت في متصفح آخر أو منذ وقت طويل. ارجع إلى التطبيق وسجّل الدخول منه.',
    again: 'تسجيل الدخول من جديد',
    back: 'العودة إلى التطبيق',
    log_out: 'تسجيل الخروج',
    log_out_question: 'هل تريد تسجيل الخروج؟',
    log_out_text: 'تم إرسالك إلى هنا لتسجيل الخروج. إذا لم تطلب ذلك، فابق مسجلًا.',
    stay: 'البقاء مسجلًا',
    verify: 'تحقق من هويتك',
    verify_text: 'أدخل الرمز الذي يعرضه تطبيق المصادقة لديك.',
    otp: 'رمز لمرة واحدة',
    stayed: 'ما زلت مسجلًا',
    stayed_text: 'لم يتغير شيء. يمكنك إغلاق هذه الصفحة أو العودة إلى التطبيق.',
  },
  notice: {
    email_invalid: 'أدخل بريدًا إلكترونيًا صحيحًا.',
    phone_invalid: 'أدخل رقم هاتف صحيحًا مع بلده.',
    code_wrong: 'الرمز الذي أدخلته خاطئ. انظر إلى أحدث رسالة وحاول مرة أخرى.',
    otp_wrong: 'الرمز الذي أدخلته خاطئ أو استُخدم من قبل. انتظر رمزًا جديدًا وحاول مرة أخرى.',
    code_expired: 'انتهت صلاحية هذا الرمز. اطلب رمزًا جديدًا.',
    code_dead: 'لم يعد هذا الرمز صالحًا. اطلب رمزًا جديدًا.',
    code_spent: 'محاولات خاطئة كثيرة. اطلب رمزًا جديدًا.',
    code_sent: 'رمز جديد في الطريق إليك. لم يعد الرمز السابق صالحًا.',
    send_failed: 'تعذر إرسال الرمز. يرجى المحاولة لاحقًا.',
    too_many_requests: 'طلبات كثيرة. انتظر دقيقة وحاول مرة أخرى.',
  },
}

/** The page's words and direction, in the first language asked for that there is; else in English. */
export function textsFor(locale: string): Texts & { lang: string; dir: 'ltr' | 'rtl' } {
  return /^ar\b/i.test(locale)
    ? { ...ARABIC, lang: 'ar', dir: 'rtl' }
    : { ...ENGLISH, lang: 'en', dir: 'ltr' }
}
